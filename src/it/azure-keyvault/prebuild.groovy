import io.github.authenticode.testing.sample.SampleFiles

def folder = new File(basedir, 'files')
folder.mkdirs()
new File(folder, 'program.exe').bytes = SampleFiles.pe(700)
return true
