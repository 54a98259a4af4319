Write-Output 'wrong-one'
