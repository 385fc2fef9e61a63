"""What young people said, added up. Pure: values in, values out; nothing here reads a store."""
