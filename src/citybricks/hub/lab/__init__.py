"""The lab: catalogue, brick pages, forms, and run pages."""
