# Copies the program into the user's own programs folder.
$target = Join-Path $env:LOCALAPPDATA 'Programs\Hello'
New-Item -ItemType Directory -Force -Path $target | Out-Null
Copy-Item -Path (Join-Path $PSScriptRoot 'hello.exe') -Destination $target
Write-Output "Installed to $target"
