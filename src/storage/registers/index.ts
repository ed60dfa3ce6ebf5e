export {
  describeRegister,
  loadRegister,
  type RegisterFile,
  registerFiles,
  writeRegister,
} from './register-files.ts';
