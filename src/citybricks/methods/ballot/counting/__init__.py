"""Ways to count ballots; each module is one, and none hides a tie.

Ballots come as `citybricks.methods.ballot.counting.ballots.Ballots`. Choices are numbers from 0
in the order of the question. What `belenios-tool method` prints is told in its own words by the
``document`` of an outcome; ties are told in the order of the question.
"""
