import { nameLanguage, type PatientLanguage } from './name-language.ts'

interface PersonNameProps {
  readonly name: string
  readonly language: PatientLanguage
}

/** A patient's name, marked with the language it should be spoken in. */
export function PersonName({ name, language }: PersonNameProps) {
  return (
    <span lang={nameLanguage(name, language)} title={name}>
      {name}
    </span>
  )
}
