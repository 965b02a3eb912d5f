"""What each destination takes and how its requests look (facts.md, sections 5, 6 and 6a)."""
