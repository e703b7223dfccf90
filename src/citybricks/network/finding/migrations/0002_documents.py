from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("finding", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("vector", "vector_once"),
        migrations.RenameField("vector", "language", "document"),
        migrations.AlterField(
            "vector",
            "document",
            models.CharField(help_text="Key of the text", max_length=200),
        ),
        migrations.AlterField(
            "entry",
            "embedded",
            models.CharField(
                blank=True,
                help_text="Models its vectors are of; empty: to be embedded",
                max_length=200,
            ),
        ),
        migrations.AddConstraint(
            "vector",
            models.UniqueConstraint(fields=("entry", "document", "model"), name="vector_once"),
        ),
    ]
