# The tools that run.sh and test.sh build on: a JDK and Maven. To be sourced, not run. Works in bash 3.2 too (macOS).

OLDEST_JDK=21
OLDEST_MAVEN=3.8.7

# Says one sentence and ends.
refuse() {
    echo "$1" >&2
    exit "${2:-1}"
}

# The folders where JDKs are usually kept, one a line, most wanted first.
usual_jdk_folders() {
    local on_path folder
    [ -n "${JAVA_HOME:-}" ] && echo "$JAVA_HOME"
    on_path=$(command -v javac || true)
    if [ -n "$on_path" ]; then
        while [ -L "$on_path" ]; do
            folder=$(dirname "$on_path")
            on_path=$(readlink "$on_path")
            case "$on_path" in /*) ;; *) on_path=$folder/$on_path ;; esac
        done
        dirname "$(dirname "$on_path")"
    fi
    for folder in /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/*jdk* /opt/java/* /opt/*jdk* \
        "${HOME:-/root}"/.sdkman/candidates/java/* "${HOME:-/root}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/root}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        [ -d "$folder" ] && echo "$folder"
    done
    return 0
}

# The first number of a JDK's version (21, 25, ...), or nothing where there is no JDK with a compiler.
jdk_version() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
    local version=""
    [ -r "$1/release" ] && version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    [ -n "$version" ] || version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
    echo "$version"
}

# Sets JAVA_HOME to a JDK that is new enough, or ends with a sentence.
need_jdk() {
    local folder version seen=""
    while IFS= read -r folder; do
        version=$(jdk_version "$folder")
        [ -n "$version" ] || continue
        if [ "$version" -ge "$OLDEST_JDK" ]; then
            export JAVA_HOME=$folder
            # An older Maven on a newer JDK would print four lines of warnings about itself.
            [ "$version" -lt 24 ] || export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"
            return 0
        fi
        case "$seen" in *"$folder"*) ;; *) seen="$seen, $version in $folder" ;; esac
    done <<EOF
$(usual_jdk_folders)
EOF
    if [ -n "$seen" ]; then
        refuse "Candor needs a JDK $OLDEST_JDK or newer and found only ${seen#, }: install a newer one, or set JAVA_HOME to it."
    fi
    refuse "Candor needs a JDK $OLDEST_JDK or newer and found none: install one, or set JAVA_HOME to it."
}

# Ends with a sentence unless a Maven is there that is new enough.
need_maven() {
    local version
    command -v mvn >/dev/null || refuse "Candor needs Maven $OLDEST_MAVEN or newer to build itself and found none: install it (Debian: apt-get install maven)."
    version=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9][0-9.]*\).*/\1/p' | head -n 1)
    [ "$(printf '%s\n%s\n' "$OLDEST_MAVEN" "$version" | sort -t . -k 1,1n -k 2,2n -k 3,3n | head -n 1)" = "$OLDEST_MAVEN" ] ||
        refuse "Candor needs Maven $OLDEST_MAVEN or newer to build itself and found ${version:-one that does not start}: install a newer one."
}
