"""Who fits whom: needs, offers and bricks in any language; cities with cities; people with work.

Arrays and texts in, scores and reasons out: nothing here knows of pages or databases.
"""
