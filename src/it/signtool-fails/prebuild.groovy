import io.github.authenticode.testing.sample.SampleFiles

['one-bad-file/files/a.exe', 'one-bad-file/files/m.exe', 'one-bad-file/files/z.exe', 'dead-authority/files/a.exe'].each {
    def file = new File(basedir, it)
    file.parentFile.mkdirs()
    file.bytes = SampleFiles.pe(500)
}
// It looks like a program, and ends before it is one.
new File(basedir, 'one-bad-file/files/m.exe').bytes = SampleFiles.pe(0)[0..<0x90] as byte[]
context.before = ['one-bad-file/files/m.exe', 'dead-authority/files/a.exe'].collectEntries { [it, new File(basedir, it).bytes.toList()] }
return true
