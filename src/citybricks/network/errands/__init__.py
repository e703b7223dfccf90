"""Work that is owed: mails, reminders, embedding; done by the process `citybricks tend`."""
