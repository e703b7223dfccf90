"""How an illness spreads through the classes and homes of a school."""
