"""Rural industrial establishments (NĐ 45/2012 Điều 1), their products, awards and support received."""
