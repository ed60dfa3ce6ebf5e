export { donorPacker } from './pack-donors.ts';
export { unpackDonors } from './unpack-donors.ts';
