"""The page 培育认定: who is where on the way to a designation, who is ready for which, and the terms that follow."""
