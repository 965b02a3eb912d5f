"""What carries requests to the destination."""
