"""Spanish phrases."""

from typing import Final

from frontdesk.samples.phrases import Phrasebook, Subject, Topic

_GREETINGS: Final = ("Hola:", "Buenos días:", "Buenas tardes:", "Hola, equipo de Nordlys:")
_CLOSINGS: Final = (
    "Gracias,\n{name}",
    "Un saludo desde {city}\n{name}",
    "Saludos cordiales,\n{name}",
)
_ASIDES: Final = (
    "Llevo {number} años con sus bicicletas y nunca había tenido que escribir.",
    "El número de pedido es {order}, por si hace falta.",
    "Vivo en {city} y voy al trabajo en bici, así que corre un poco de prisa.",
    "Ya escribí el {date}, pero quizá el mensaje se perdió.",
    "Por teléfono me rendí tras {number} minutos de música de acordeón.",
)
_SUBJECTS: Final = {
    Topic.DELIVERY: Subject(
        titles=("¿Dónde está el pedido {order}?", "Entrega de {product}"),
        openings=(
            "Pedí una {product} el {date} y todavía no ha llegado a {city}.",
            "El seguimiento del pedido {order} no cambia desde hace {number} días.",
        ),
        details=("El transportista dice que espera noticias de ustedes.",),
        requests=("¿Pueden averiguar dónde está?",),
    ),
    Topic.RETURN: Subject(
        titles=("Devolución de {order}",),
        openings=("Quisiera devolver la {product} que recibí el {date}.",),
        details=("Solo ha dado una vuelta a la manzana y está como nueva.",),
        requests=("¿Cómo lo hago y quién paga el envío?",),
    ),
    Topic.WARRANTY: Subject(
        titles=("Garantía de mi {product}",),
        openings=("Ha salido una grieta en la pintura del cuadro de mi {product}.",),
        details=("La compré nueva, pedido {order}, y adjunto fotos.",),
        requests=("¿Lo cubre la garantía?",),
    ),
    Topic.FAULT: Subject(
        titles=("El motor se para", "Error E{number} en la pantalla"),
        openings=(
            "El motor de mi {product} se para a los {number} minutos.",
            "El freno delantero de mi {product} suena como un ganso descontento.",
        ),
        details=("Apagar y encender ayuda hasta la siguiente cuesta.",),
        requests=("¿Hay algo que pueda probar en casa?",),
    ),
    Topic.INVOICE: Subject(
        titles=("Factura de {order}", "Cobro doble"),
        openings=("Me han cobrado dos veces el pedido {order} el {date}.",),
        details=("Los importes coinciden al céntimo, así que no es una comisión.",),
        requests=("¿Pueden comprobarlo y enviarme una factura correcta?",),
    ),
    Topic.PART: Subject(
        titles=("Recambio para {product}",),
        openings=("Busco una patilla de cambio para una {product}.",),
        details=("El número de la pieza vieja casi no se lee.",),
        requests=("¿La tienen y cuánto cuesta con envío?",),
    ),
    Topic.ADVICE: Subject(
        titles=("¿Qué talla?", "Duda antes de comprar"),
        openings=("Mido 1,7{number} y no sé qué talla de {product} elegir.",),
        details=("Hay una cuesta al final y me gustaría llegar sin ducharme.",),
        requests=("¿Qué me recomiendan?",),
    ),
    Topic.STOCK: Subject(
        titles=("¿Cuándo vuelve la {product}?",),
        openings=("La {product} verde lleva {number} semanas agotada.",),
        details=("Cualquier color menos el naranja me sirve.",),
        requests=("¿Cuándo esperan más?",),
    ),
    Topic.CHANGE: Subject(
        titles=("Cambiar el pedido {order}",),
        openings=("Hice el pedido {order} el {date} con la dirección antigua.",),
        details=("La nueva está en {city} y siempre hay alguien en casa.",),
        requests=("¿Todavía se puede cambiar?",),
    ),
    Topic.ACCOUNT: Subject(
        titles=("No puedo entrar",),
        openings=("Desde el {date} no puedo entrar en mi cuenta: el código nunca llega.",),
        details=("En el correo no deseado solo había correo no deseado.",),
        requests=("¿Me ayudan a entrar?",),
    ),
    Topic.PRAISE: Subject(
        titles=("¡Gracias!",),
        openings=("Mi {product} lleva {number} mil kilómetros sin un solo fallo.",),
        details=("En la tienda hasta me limpiaron la cadena.",),
        requests=("Den las gracias a los mecánicos.",),
    ),
    Topic.IDEA: Subject(
        titles=("Una idea para la {product}",),
        openings=("Estaría muy bien que la {product} trajera un timbre de verdad.",),
        details=("En nuestro club de ciclismo todos lo quieren.",),
        requests=("¿Se lo pueden pasar a quien decide?",),
    ),
}

SPANISH: Final = Phrasebook(
    language="es",
    greetings=_GREETINGS,
    closings=_CLOSINGS,
    asides=_ASIDES,
    date="{day} de {month}",
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    subjects=_SUBJECTS,
)
