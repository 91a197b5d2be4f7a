#!/usr/bin/env bash
# Check the data files that differ from $BASE: annotations on stdout, findings and preview in the summary and, where
# $COMMENT is true and the token may, in a comment on the pull request. Exits as `servanda check` does.
set -uo pipefail

place="$(mktemp -d)"
trap 'git worktree remove --force "$place/base" > /dev/null 2>&1; rm -rf "$place"' EXIT

mapfile -d '' -t files < <(git diff -z --name-only --diff-filter=ACMR "$BASE...HEAD" -- 'data/*.ttl')
if [ "${#files[@]}" -eq 0 ]; then
  echo "No data file is changed." | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
  exit 0
fi

before=()
if git worktree add --detach "$place/base" "$BASE" > /dev/null 2>&1; then
  before=(--base "$place/base/data")
fi

servanda check --format github --no-preview --fail-on "${FAIL_ON:-error}" -- "${files[@]}"
code=$?
servanda check --format text "${before[@]}" -- "${files[@]}" > "$place/findings.txt" 2> "$place/counts.txt"

{
  echo "### servanda check"
  echo
  tail -n 1 "$place/counts.txt"
  echo
  # indented by four blanks nothing in a contribution is read as markup
  head -c 60000 "$place/findings.txt" | sed 's/^/    /'
  echo
  echo "\`servanda explain RULE\` tells more about the rule between brackets."
} > "$place/comment.md"
cat "$place/comment.md" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"

if [ "${COMMENT:-true}" = true ] && [ -n "${PULL_REQUEST:-}" ]; then
  gh pr comment "$PULL_REQUEST" --body-file "$place/comment.md" --edit-last ||
    gh pr comment "$PULL_REQUEST" --body-file "$place/comment.md" ||
    echo "::notice::The token may not comment on this pull request; see the summary."
fi
exit "$code"
