#!/usr/bin/env bash
# A second opinion of every file; and what signtool.exe read as the description is what the pom says, here and in our report.
set -euo pipefail
description='The "best" tool: 100% & %PATH% ^ \o/'
for file in files/*.exe; do
  osslsigncode verify -in "$file" -CAfile ca.pem -TSA-CAfile ca.pem >judge.log 2>&1 || { cat judge.log; exit 1; }
  grep -qF "Text description: $description" judge.log || { echo "Another description in $file:" && cat judge.log && exit 1; }
done
written=$(grep -cF "\"description\": \"$(sed 's/[\\"]/\\&/g' <<<"$description")\"" target/authenticode/verification-report.json)
[ "$written" -eq 3 ] || { echo "The report has the description $written times, not 3."; exit 1; }
