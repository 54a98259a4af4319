#!/usr/bin/env bash
# A second opinion of every file.
set -euo pipefail
for file in files/*.exe; do
  osslsigncode verify -in "$file" -CAfile ca.pem >judge.log 2>&1 || { cat judge.log; exit 1; }
done
