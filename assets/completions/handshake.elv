# Completion of handshake for elvish: `handshake completions elvish > ~/.config/elvish/lib/handshake.elv`, then
# `use handshake` in rc.elv.

use str

set edit:completion:arg-completer[handshake] = {|@words|
    var lines = [((external $words[0]) complete elvish -- (all $words[1..]) 2>/dev/null | from-lines)]
    for line $lines {
        var value about = (str:split "\t" $line)
        if (eq $value '') {
            edit:complete-filename $@words
        } elif (str:has-suffix $value =) {
            edit:complex-candidate $value &display=$value' '$about
        } else {
            edit:complex-candidate $value &display=$value' '$about &code-suffix=' '
        }
    }
}
