// Begins like a cabinet and goes on like none.
new File(basedir, 'files/m.cab').bytes = ('MSCF' + '\0' * 200).bytes
return true
