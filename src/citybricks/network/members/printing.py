"""A member on two pages of paper, in Chinese and another language side by side."""
