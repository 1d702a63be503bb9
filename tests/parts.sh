#!/usr/bin/env bash
# Gets the real parts that the tests use: LibreOffice with its Python bridge, Chromium, Firefox, and checkers from npm.
# As root on Debian it installs what is absent. Elsewhere it says in a sentence what is missing; the tests that need it
# are then skipped by name, unless CI is set: there a missing part is a failure.
set -u
cd "$(dirname "$0")" || exit 1
missing=()

have() { command -v "$1" >/dev/null 2>&1; }
bridge() { /usr/bin/python3 -c 'import uno' >/dev/null 2>&1; }
# WeasyPrint, which writes the PDF, draws text with these.
pango() { ldconfig -p 2>/dev/null | grep -q libpangoft2 && ldconfig -p | grep -q libharfbuzz-subset; }

wanted=()
have soffice || wanted+=(libreoffice-calc)
bridge || wanted+=(python3-uno)
{ have chromium || have chromium-browser; } || wanted+=(chromium)
{ have firefox-esr || have firefox; } || wanted+=(firefox-esr)
have pdftoppm || wanted+=(poppler-utils)
{ have node && have npm; } || wanted+=(nodejs npm)
pango || wanted+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
fc-list 2>/dev/null | grep -qi 'liberation' || wanted+=(fonts-liberation)

if [ "${#wanted[@]}" -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && have apt-get; then
    echo "Installing ${wanted[*]} from Debian ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}"; } \
      >/tmp/safeguarding-audit-apt.log 2>&1 || tail -n 5 /tmp/safeguarding-audit-apt.log
  else
    echo "To run every test, install these Debian packages as root: ${wanted[*]}"
  fi
fi

have soffice && bridge || missing+=("LibreOffice with python3-uno")
{ have chromium || have chromium-browser; } || missing+=("Chromium")
{ have firefox-esr || have firefox; } || missing+=("Firefox")

if have npm; then
  stamp=node_modules/.made-from
  if ! cmp -s package.json "$stamp"; then
    npm install --silent --no-audit --no-fund --no-package-lock >/tmp/safeguarding-audit-npm.log 2>&1 \
      && cp package.json "$stamp" || { tail -n 5 /tmp/safeguarding-audit-npm.log; missing+=("the page and workbook checkers from npm"); }
  fi
else
  missing+=("Node.js with npm")
fi

if [ "${#missing[@]}" -gt 0 ]; then
  printf 'Not to be had here: %s. The tests that need it are skipped, and say so.\n' "${missing[@]}"
  [ -z "${CI:-}" ] || exit 1
fi
exit 0
