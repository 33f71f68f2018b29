import type { CommandTexts } from './words.ts';

export const es: CommandTexts = {
  quiz: { description: 'Adivina el drama por la canción' },
  'quiz start': { name: 'iniciar', description: 'Empezar un quiz en este canal' },
  'quiz start mode': {
    name: 'modo',
    description: 'Cómo se juega (clásico)',
    choices: {
      classic: 'Clásico: responden todos; quien acierta antes gana más',
      choice: 'Opciones: cuatro botones',
      lives: 'Vidas: tres fallos y fuera',
      'sudden-death': 'Muerte súbita: un fallo y fuera',
      teams: 'Equipos: dos bandos',
      ladder: 'Escalera: cuanto antes la sepas, más vale',
    },
  },
  'quiz start answer': {
    name: 'respuesta',
    description: 'Qué hay que adivinar (el drama)',
    choices: { drama: 'El drama', song: 'La canción', artist: 'Quién la canta' },
  },
  'quiz start play': {
    name: 'sonido',
    description: 'De dónde salen las pistas (automático)',
    choices: {
      auto: 'Automático: voz si estás en un canal de voz',
      voice: 'Voz: fragmentos',
      text: 'Texto: pistas escritas',
    },
  },
  'quiz start rounds': { name: 'rondas', description: 'Cuántas rondas (10)' },
  'quiz start seconds': { name: 'segundos', description: 'Segundos por ronda (30)' },
  'quiz start difficulty': {
    name: 'dificultad',
    description: 'Lo conocidas que son las canciones (cualquiera)',
    choices: { easy: 'Fácil', normal: 'Normal', hard: 'Difícil', any: 'Cualquiera' },
  },
  'quiz start years': { name: 'años', description: 'Años de los dramas: 2016, 2010-2019 o 2010s' },
  'quiz start pool': {
    name: 'canciones',
    description: 'Qué canciones pueden salir (todas)',
    choices: {
      everything: 'Todas',
      watched: 'De dramas que han visto los jugadores',
      favourites: 'Las que han guardado los jugadores',
    },
  },
  'quiz stop': {
    name: 'detener',
    description: 'Terminar el quiz y ver el resumen (quien dirige, moderación)',
  },
  'quiz skip': { name: 'saltar', description: 'Votar para saltar esta ronda' },
  'quiz hint': { name: 'pista', description: 'Votar por la siguiente pista' },
  'quiz why': { name: 'motivo', description: 'Por qué tu última respuesta acertó, casi o falló' },
  'quiz scores': { name: 'puntos', description: 'Los puntos hasta ahora' },
  guess: { name: 'adivinar', description: 'Responder al quiz en privado' },
  'guess answer': { name: 'respuesta', description: 'En hangul, inglés o coreano romanizado' },
  daily: { name: 'diario', description: 'El reto de hoy: una canción, seis pasos, igual para todos' },
  help: { name: 'ayuda', description: 'Qué puede hacer Sonagi, en un minuto' },
};
