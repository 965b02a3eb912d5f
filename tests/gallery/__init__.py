"""The pictures of the documents: which there are, and how they are taken and drawn."""
