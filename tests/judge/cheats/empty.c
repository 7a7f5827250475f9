// rejected: compile-error, runs: there is no fetch_urls() in it
