Write-Output 'signed'
