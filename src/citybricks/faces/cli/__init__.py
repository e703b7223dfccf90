"""The command line `citybricks`; a brick's options are its parameters."""
