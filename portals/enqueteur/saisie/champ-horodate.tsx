import { Bouton, Choix, SaisieDeDate, SaisieDHeure, composer, decomposer, horodateDe, ZONES } from '@ppn/kit';
import { useId, useState } from 'react';

type Proprietes = {
  readonly libelle: string;
  readonly valeur: string;
  readonly surChange: (horodate: string) => void;
  /** Ancre des liens « à compléter ». */
  readonly id?: string;
  readonly erreur?: string | undefined;
  /** Zone proposee quand la valeur est vide. */
  readonly zone?: string;
  /** Montre le choix de la zone (lieu outre-mer). */
  readonly avecZone?: boolean;
  readonly plein?: boolean;
};

/** Date et heure legales : Paris par defaut, zone du lieu gardee, heure doublee ou sautee dite et choisie. */
export function ChampHorodate({
  libelle,
  valeur,
  surChange,
  id,
  erreur,
  zone = 'Europe/Paris',
  avecZone = false,
  plein = false,
}: Proprietes) {
  const propre = useId();
  const ancre = id ?? propre;
  const depart = decomposer(valeur);
  const [saisie, poserSaisie] = useState(valeur === '' ? { ...depart, zone } : depart);
  const issue = composer(saisie, saisie.decalage);

  const changer = (change: Partial<typeof saisie>): void => {
    const suite = { ...saisie, ...change };
    poserSaisie(suite);
    const compose = composer(suite, suite.decalage);
    surChange(compose.etat === 'complete' ? compose.horodate : '');
  };
  const phrase =
    issue.etat === 'inexistante'
      ? 'Cette heure n’existe pas : cette nuit-là, l’horloge saute d’une heure. Corrigez l’heure.'
      : erreur;
  return (
    <fieldset className={plein ? 'champ plein' : 'champ'}>
      <legend className="champ-libelle">{libelle}</legend>
      <div className="horodate">
        <SaisieDeDate
          id={ancre}
          aria-label={`${libelle} : date`}
          aria-invalid={phrase === undefined ? undefined : true}
          aria-describedby={phrase === undefined ? undefined : `${ancre}-erreur`}
          valeur={saisie.date}
          surSaisie={(date) => changer({ date })}
        />
        <SaisieDHeure
          aria-label={`${libelle} : heure`}
          valeur={saisie.heure.slice(0, 5)}
          surSaisie={(heure) => changer({ heure })}
        />
        {avecZone || saisie.zone !== 'Europe/Paris' ? (
          <select
            className="saisie"
            aria-label={`${libelle} : zone`}
            value={saisie.zone}
            onChange={(e) => changer({ zone: e.target.value })}
          >
            {ZONES.map((une) => (
              <option key={une.valeur} value={une.valeur}>
                {une.libelle}
              </option>
            ))}
          </select>
        ) : null}
        <Bouton
          genre="discret"
          onClick={() => {
            const maintenant = horodateDe(Date.now(), saisie.zone);
            poserSaisie(decomposer(maintenant));
            surChange(maintenant);
          }}
        >
          Maintenant
        </Bouton>
      </div>
      {issue.etat === 'complete' && issue.decalages.length > 1 ? (
        <Choix
          legende="Cette nuit-là, cette heure a lieu deux fois :"
          valeur={issue.decalages.includes(saisie.decalage) ? saisie.decalage : (issue.decalages[0] ?? '')}
          options={issue.decalages.map((decalage, rang) => ({
            valeur: decalage,
            libelle: `${rang === 0 ? 'la première (heure d’été' : 'la seconde (heure d’hiver'}, UTC${decalage})`,
          }))}
          surChoix={(decalage) => changer({ decalage })}
        />
      ) : null}
      {phrase === undefined ? null : (
        <span id={`${ancre}-erreur`} className="champ-erreur">
          {phrase}
        </span>
      )}
    </fieldset>
  );
}
