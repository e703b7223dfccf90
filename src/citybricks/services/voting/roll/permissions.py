"""Who may do what with a roll; registered when the app starts. To others it is not there."""

from rules.permissions import add_perm

from citybricks.services.voting.elections.permissions import runs, watches, works_at_desk

add_perm("voting_roll.edit", runs)
add_perm("voting_roll.read", runs | watches)
add_perm("voting_roll.reconcile", runs | works_at_desk | watches)
add_perm("voting_roll.desk", works_at_desk)
