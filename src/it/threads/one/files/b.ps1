Write-Output 'b'
