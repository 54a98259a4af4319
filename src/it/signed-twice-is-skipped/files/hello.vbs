WScript.Echo "Hello"
