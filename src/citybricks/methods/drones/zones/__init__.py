"""UAS geographical zones: read from published files, and asked where and when they apply."""
