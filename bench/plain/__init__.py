"""What the product is measured against: bare views, raw SQL, plain Django."""
