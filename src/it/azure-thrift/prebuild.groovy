import io.github.authenticode.testing.sample.SampleFiles

// Each number is a content of its own: 1 is in two modules.
['one/files/some/same.exe': 1, 'one/files/some/own.exe': 2, 'one/files/later.exe': 3,
 'two/files/some/same.exe': 1, 'two/files/some/own.exe': 4, 'two/files/later.exe': 5,
 'renewed/files/some/a.exe': 6, 'renewed/files/some/b.exe': 7, 'renewed/files/some/c.exe': 8, 'renewed/files/some/d.exe': 9].each { name, size ->
    def file = new File(basedir, name)
    file.parentFile.mkdirs()
    file.bytes = SampleFiles.pe(500 + size)
}
return true
