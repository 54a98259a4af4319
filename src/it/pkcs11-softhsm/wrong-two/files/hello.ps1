Write-Output 'wrong-two'
