import { perturb } from './perturb.ts'

perturb(3)
