import io.github.authenticode.testing.sample.SampleFiles

['server', 'pem', 'pfx', 'environment', 'workload', 'github', 'pipelines',
 'gitlab', 'managed', 'cli', 'token', 'chain', 'chain-to-its-end'].eachWithIndex { name, i ->
    def file = new File(basedir, "files/$name/a.exe")
    file.parentFile.mkdirs()
    file.bytes = SampleFiles.pe(500 + i)
}
return true
