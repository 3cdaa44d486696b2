#!/usr/bin/env bash
# Freezes the built snippet as a release: deploy/freeze-snippet.sh 0.2.0, after mvn package. Each file goes under its hash into
# the resources and is served for ever; nothing that is there already is touched.
set -euo pipefail
cd "$(dirname "$0")/.."
version=${1:?the release, such as 0.2.0}
built=platform-api/target/classes/snippet
released=platform-api/src/main/resources/snippet/released
mkdir -p "$released/$version"
for name in candor candor-more candor-widgets; do
  file="$version/$name.$(sha256sum "$built/$name.js" | cut -c1-16).js"
  grep -qxF "$file" "$released/index.txt" && continue
  cp "$built/$name.js" "$released/$file"
  chmod 644 "$released/$file"
  echo "$file" >> "$released/index.txt"
done
