"""The questions, one module a notebook. Ids begin with the topic and are never numbers."""
