WScript.Echo("Hello");
