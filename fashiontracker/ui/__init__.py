"""What is seen: the window, its pages and the widgets they share. The only room that knows Qt."""
