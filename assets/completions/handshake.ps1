# Completion of handshake for PowerShell: `handshake completions powershell >> $PROFILE`.

Register-ArgumentCompleter -Native -CommandName handshake -ScriptBlock {
    param($current, $ast, $cursor)
    $program = $ast.CommandElements[0].Value
    $given = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
    # An empty argument would be lost on the way, so the word at the cursor goes behind a sign.
    $given += "=" + $current.Trim("'", '"')
    & $program complete powershell -- @given 2> $null | ForEach-Object {
        $value, $about = $_ -split "`t", 2
        if ($value) {
            $text = if ($value -match "[^\w./=-]") { "'" + $value.Replace("'", "''") + "'" } else { $value }
            if (-not $about) { $about = $value }
            [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $about)
        }
    }
}
