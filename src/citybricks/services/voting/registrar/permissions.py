"""Who may do what with credentials; registered when the app starts."""

from rules.permissions import add_perm

from citybricks.services.voting.elections.permissions import registers

add_perm("voting_registrar.act", registers)
