function Get-Hello { 'Hello' }
