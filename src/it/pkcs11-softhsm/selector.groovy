return ['softhsm2-util', 'pkcs11-tool'].every { new File("/usr/bin/$it").canExecute() }
