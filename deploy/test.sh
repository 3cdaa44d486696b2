#!/usr/bin/env bash
# Runs every test of every kind. The last line says how many passed and failed.
set -uo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 1
# shellcheck source=deploy/tools.sh
. "$root/deploy/tools.sh"

find_browser() {
    local name
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return
    done
    for name in "/Applications/Chromium.app/Contents/MacOS/Chromium" "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        [ -x "$name" ] && echo "$name" && return
    done
    return 1
}

# What the tests need beyond a JDK and Maven: a browser, PostgreSQL's client, and Node with npm for OpenFeature's providers.
need_test_tools() {
    local missing=()
    find_browser >/dev/null || missing+=(chromium)
    command -v psql >/dev/null || missing+=(postgresql-client)
    command -v node >/dev/null || missing+=(nodejs)
    command -v npm >/dev/null || missing+=(npm)
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        echo "Installing what the tests need: ${missing[*]}"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
            refuse "Installing ${missing[*]} failed: install them by hand, then run the tests again."
    else
        refuse "The tests need ${missing[*]}: install them (Debian, as root: apt-get install ${missing[*]}), then run the tests again."
    fi
}

# The number behind an attribute, summed over all reports of the Java tests.
sum() {
    find . -path '*-reports/TEST-*.xml' -exec sed -n "s/^ *<testsuite .* $1=\"\([0-9]*\)\".*/\1/p" {} + |
        awk '{ total += $1 } END { print total + 0 }'
}

need_jdk
need_maven
need_test_tools
CANDOR_BROWSER=$(find_browser)
export CANDOR_BROWSER
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
echo "Testing with $JAVA_HOME and $CANDOR_BROWSER"

# Reports of an earlier run must not be counted.
rm -rf platform-*/target/surefire-reports platform-*/target/failsafe-reports
broken=0
mvn -B -ntp -Dformat=check -Dmaven.test.failure.ignore=true verify </dev/null || broken=1

passed=0
failed=$broken
if [ $broken -eq 0 ]; then
    for script in deploy/test/*Test.sh; do
        echo "Running $script"
        while IFS= read -r line; do
            echo "$line"
            case "$line" in
                "ok - "*) passed=$((passed + 1)) ;;
                "not ok - "*) failed=$((failed + 1)) ;;
            esac
        done < <(bash "$script" </dev/null 2>&1 || echo "not ok - $script ran to its end")
    done
else
    echo "The build is broken: see its messages above."
fi

tests=$(sum tests)
skipped=$(sum skipped)
java_failed=$(($(sum failures) + $(sum errors)))
passed=$((passed + tests - skipped - java_failed))
failed=$((failed + java_failed))
[ "$skipped" -eq 0 ] || echo "$skipped tests do not apply to this machine and were skipped."
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
