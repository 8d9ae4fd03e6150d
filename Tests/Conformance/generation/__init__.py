"""Random Cedar: policies, schemas, entities and requests, all from one seeded generator."""
