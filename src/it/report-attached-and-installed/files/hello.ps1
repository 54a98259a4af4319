Write-Output 'Hello'
