"""企业, 品牌, 载体平台, 人才, 展会, 标准, 重点项目: one page for seven tables."""
